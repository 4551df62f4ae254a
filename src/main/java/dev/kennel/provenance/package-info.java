/// How each quant was derived, as a statement that programs read and a page that people read; making a quant again to
/// see whether the same bytes come out; and finding out how a quant made elsewhere was derived.
package dev.kennel.provenance;
