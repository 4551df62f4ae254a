package dev.kennel.gguf;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/// What a layer is made of, told by the names of its tensors.
public enum LayerPart {
    ATTENTION,
    /// A gated delta rule: `ssm_beta` or `ssm_ba`, as in Qwen3.5, Qwen3-Next and Kimi Linear.
    DELTA_NET,
    /// Mamba or Mamba-2: `ssm_in`.
    MAMBA,
    /// A gated short convolution, as in LFM2.
    SHORT_CONVOLUTION,
    /// Time mixing, as in RWKV.
    TIME_MIX,
    MOE,
    DENSE_FFN,
    /// Predicts a further token (multi-token prediction): `nextn`.
    MTP;

    /// @param names the tensors of one layer, without `blk.N.`
    static Set<LayerPart> of(Set<String> names) {
        Set<LayerPart> parts = EnumSet.noneOf(LayerPart.class);
        boolean deltaNet = any(names, name -> name.startsWith("ssm_beta") || name.startsWith("ssm_ba."));
        if (deltaNet) {
            parts.add(DELTA_NET);
        } else {
            addIf(parts, MAMBA, names, name -> name.startsWith("ssm_in."));
            addIf(parts, ATTENTION, names, LayerPart::projectsQueriesOrKeys);
        }
        addIf(parts, SHORT_CONVOLUTION, names, name -> name.startsWith("shortconv."));
        addIf(parts, TIME_MIX, names, name -> name.startsWith("time_mix_"));
        addIf(parts, MOE, names, name -> name.contains("_exps.") || name.startsWith("ffn_gate_inp."));
        addIf(parts, DENSE_FFN, names, name -> name.equals("ffn_up.weight") || name.equals("ffn_down.weight"));
        addIf(parts, MTP, names, name -> name.startsWith("nextn."));
        return parts;
    }

    /// Whether the layer keeps keys and values of all tokens.
    static boolean projectsQueriesOrKeys(String name) {
        return switch (name) {
            case "attn_q.weight", "attn_k.weight", "attn_qkv.weight" -> true;
            case "attn_q_a.weight", "attn_q_b.weight", "attn_kv.weight", "attn_kv_a_mqa.weight" -> true;
            default -> false;
        };
    }

    private static void addIf(Set<LayerPart> parts, LayerPart part, Set<String> names, Predicate<String> sign) {
        if (any(names, sign)) {
            parts.add(part);
        }
    }

    private static boolean any(Set<String> names, Predicate<String> sign) {
        return names.stream().anyMatch(sign);
    }
}
