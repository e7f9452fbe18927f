"""Training of the reader: data, model, schedule, export. Needs torch; nothing at run time does."""
