"""Forms of the working calendar."""
