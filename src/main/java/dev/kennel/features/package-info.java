/// The steering features of the catalog: pages, REST, and those that come with Kennel.
package dev.kennel.features;
