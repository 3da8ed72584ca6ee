"""What the answers to a quiz say about its questions: classical item analysis, for those who write them."""
