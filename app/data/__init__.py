"""Data files of the question side, and the script that derives the dictionary among them."""
