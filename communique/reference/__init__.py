"""What is known beforehand: states, organisations, offices, people, places, the codebook, phrases; a data file each."""
