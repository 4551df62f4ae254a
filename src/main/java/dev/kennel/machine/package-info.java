/// What this node can do: its processor, memory, store and native libraries, as far as the server can tell without
/// loading any of them, and the devices that a worker found.
package dev.kennel.machine;
