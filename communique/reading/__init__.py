"""Reading: what one document says. `reader.py` names the stages in order."""
