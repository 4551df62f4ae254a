package dev.kennel.measurements;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Where a figure was measured. A figure keeps its own; runs of several may stand in one spread.
///
/// @param processor "AMD EPYC 9355"
/// @param cores that the node may use
/// @param memory bytes that the node has
/// @param system "Linux 6.1"
/// @param device what computed: `cpu`, or the device as ggml describes it
/// @param deviceName as ggml names it, `CUDA0`; null for the CPU
/// @param deviceMemory bytes; null for the CPU
/// @param driver of the device, where it is known
/// @param cpuVariant which of llama.cpp's CPU libraries was loaded: logits differ slightly between them
/// @param llamaCpp version and commit
/// @param kennel version
@Schema(name = "Environment")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Environment(
        String processor,
        String architecture,
        int cores,
        long memory,
        String system,
        String device,
        String deviceName,
        Long deviceMemory,
        String driver,
        String cpuVariant,
        String llamaCpp,
        String kennel) {}
