"""Inside an app the rooms stand in an order too: each imports only from those before it."""

# From the ground up. A room is a folder of the app or a module that lies in it directly.
ORDER = {
    "runtime": (),
    "core": (),
}
