"""Where installed libraries live: one port, several adapters, one contract (`tests/store_contract.py`)."""
