package dev.kennel.steering;

import java.util.Optional;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a person asks to have captured.
///
/// @param text name of a stored text; either this or a prompt
/// @param prompt of a user, read with the model's chat template up to where it would answer
/// @param quant as [dev.kennel.catalog.QuantRef] writes it; the base when absent
/// @param tokens that are read at most, 512 when absent
/// @param format `raw` (the usual one: 16 bytes of header, then float32) or `safetensors`
/// @param device as a job asks for it: `auto`, a name, `cpu`
@Schema(name = "ActivationRequest")
public record ActivationRequest(
        Optional<String> text,
        Optional<String> prompt,
        Optional<String> quant,
        Optional<Integer> tokens,
        Optional<String> format,
        Optional<String> device) {}
