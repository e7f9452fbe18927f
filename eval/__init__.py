"""Judged questions to figures: run an answerer over question sets and measure what comes back."""
