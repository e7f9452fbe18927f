"""Question to cited answer: understanding, retrieval, reading, composing, and the front ends."""
