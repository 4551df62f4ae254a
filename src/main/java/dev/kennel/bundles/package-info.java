/// Bundles: a quant with its control vectors, doses, card and known answers, as one ZIP that is never written out.
package dev.kennel.bundles;
