/// What models are computed on: finding devices, choosing one, trying one out.
package dev.kennel.device;
