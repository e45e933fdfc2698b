"""Problems that the assignment benchmarks measure: made-up families, real matrices, and peers."""
