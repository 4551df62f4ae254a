/// Files over HTTP, as the clients of model hubs expect them.
package dev.kennel.hub;
