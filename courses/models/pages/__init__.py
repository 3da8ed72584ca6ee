"""The pages that instructors write."""
