/// Whether this node can do its work, for what watches it: `/health/live`, `/health/ready`.
package dev.kennel.health;
