package dev.kennel.gguf;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What a model remembers of its context: how many numbers for each token, and how many whatever the length.
///
/// As in llama.cpp v0.5.0, the layers of a multi-token-prediction head are left out: they have a context of their own.
///
/// @param layers in order, those that remember nothing left out
/// @param slidingWindow tokens that the sliding layers look back
/// @param elementsPerToken keys and values of one token in all layers, each 2 bytes unless the cache is quantized
/// @param recurrentElements state of all recurrent layers for one sequence, 4 bytes each
public record CacheGeometry(
        List<LayerCache> layers, OptionalLong slidingWindow, long elementsPerToken, long recurrentElements) {

    public CacheGeometry {
        layers = List.copyOf(layers);
    }

    /// @param keyElements of one token: heads × key length
    /// @param valueElements of one token: heads × value length; 0 where values are a part of the keys (MLA)
    /// @param sliding whether the layer keeps no more than the sliding window; known only where the file lists it
    /// @param recurrentElements convolution and recurrent state of one sequence
    public record LayerCache(
            int layer, long keyElements, long valueElements, boolean sliding, long recurrentElements) {}

    /// @throws ArithmeticException when the numbers do not fit 63 bits
    static CacheGeometry of(ArchitectureKeys keys, List<LayerFacts> layers) throws GgufFormatException {
        List<LayerCache> caches = new ArrayList<>();
        long perToken = 0;
        long recurrent = 0;
        for (LayerFacts layer : layers) {
            LayerCache cache = of(keys, layer);
            if (cache.keyElements() > 0 || cache.recurrentElements() > 0) {
                caches.add(cache);
                perToken = Math.addExact(perToken, Math.addExact(cache.keyElements(), cache.valueElements()));
                recurrent = Math.addExact(recurrent, cache.recurrentElements());
            }
        }
        return new CacheGeometry(caches, keys.number("attention.sliding_window"), perToken, recurrent);
    }

    private static LayerCache of(ArchitectureKeys keys, LayerFacts layer) throws GgufFormatException {
        boolean attends = layer.has(LayerPart.ATTENTION) && !layer.has(LayerPart.MTP);
        boolean recurs = layer.has(LayerPart.MAMBA) || layer.has(LayerPart.DELTA_NET);
        int index = layer.index();
        return new LayerCache(
                index,
                attends ? keyElements(keys, index) : 0,
                attends ? valueElements(keys, index) : 0,
                attends && sliding(keys, index),
                recurs ? recurrentElements(keys) : 0);
    }

    private static long keyElements(ArchitectureKeys keys, int layer) throws GgufFormatException {
        return Math.multiplyExact(heads(keys, layer), length(keys, "attention.key_length", layer));
    }

    private static long valueElements(ArchitectureKeys keys, int layer) throws GgufFormatException {
        return keys.has("attention.key_length_mla")
                ? 0
                : Math.multiplyExact(heads(keys, layer), length(keys, "attention.value_length", layer));
    }

    private static long heads(ArchitectureKeys keys, int layer) throws GgufFormatException {
        String grouped = "attention.head_count_kv";
        return keys.ofLayer(keys.has(grouped) ? grouped : "attention.head_count", layer);
    }

    private static long length(ArchitectureKeys keys, String key, int layer) throws GgufFormatException {
        long heads = Math.max(1, keys.ofLayer("attention.head_count", layer));
        return keys.number(key, keys.number("embedding_length", 0) / heads);
    }

    private static boolean sliding(ArchitectureKeys keys, int layer) {
        List<Boolean> pattern = keys.flags("attention.sliding_window_pattern");
        return layer < pattern.size() && pattern.get(layer);
    }

    private static long recurrentElements(ArchitectureKeys keys) throws GgufFormatException {
        long inner = keys.number("ssm.inner_size", 0);
        long state = keys.number("ssm.state_size", 0);
        long channels = Math.addExact(inner, Math.multiplyExact(2 * keys.number("ssm.group_count", 0), state));
        long convolution = Math.multiplyExact(Math.max(0, keys.number("ssm.conv_kernel", 0) - 1), channels);
        return Math.addExact(convolution, Math.multiplyExact(inner, state));
    }
}
