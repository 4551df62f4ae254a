/// What a bundle is: a ZIP that is laid out without being written, what it says of itself, and how it is checked.
package dev.kennel.bundle;
