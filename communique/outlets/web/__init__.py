"""The record on pages and over HTTP. `app.create_app(record, settings)` makes the application; `app.py` is the file to open first."""
