"""Where installed libraries live: one port, several adapters, one contract (`h5p.store.contract`)."""
