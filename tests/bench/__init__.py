"""What the academy costs: CPU of every server process, and SQL statements, for each thing that people do most."""
