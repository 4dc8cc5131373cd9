"""Sound in and out: devices, routes, rates, the echo canceller."""
