"""Tables of places that we wrote: the overlay, states of the US, points of countries."""
