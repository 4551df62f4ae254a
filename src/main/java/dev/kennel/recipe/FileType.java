package dev.kennel.recipe;

import java.util.Locale;
import java.util.Optional;

/// A file type that `llama-quantize` (llama.cpp v0.5.0) accepts, with its `llama_ftype` number.
///
/// `COPY` copies every tensor as it is; it shares its number with `F32` and is told apart by `only_copy`.
public enum FileType {
    Q1_0(40),
    Q2_0(41),
    Q4_0(2),
    Q4_1(3),
    MXFP4_MOE(38),
    Q5_0(8),
    Q5_1(9),
    IQ2_XXS(19),
    IQ2_XS(20),
    IQ2_S(28),
    IQ2_M(29),
    IQ1_S(24),
    IQ1_M(31),
    TQ1_0(36),
    TQ2_0(37),
    Q2_K(10),
    Q2_K_S(21),
    IQ3_XXS(23),
    IQ3_S(26),
    IQ3_M(27),
    IQ3_XS(22),
    Q3_K_S(11),
    Q3_K_M(12),
    Q3_K_L(13),
    IQ4_NL(25),
    IQ4_XS(30),
    Q4_K_S(14),
    Q4_K_M(15),
    Q5_K_S(16),
    Q5_K_M(17),
    Q6_K(18),
    Q8_0(7),
    F16(1),
    BF16(32),
    F32(0),
    COPY(0);

    private final int id;

    FileType(int id) {
        this.id = id;
    }

    /// The `llama_ftype` number, as in `general.file_type`.
    public int id() {
        return id;
    }

    /// Whether rules, output and embedding types take effect: llama.cpp ignores rules for the unquantized base types.
    public boolean quantizes() {
        return switch (this) {
            case F16, BF16, F32, COPY -> false;
            case Q1_0, Q2_0, Q4_0, Q4_1, MXFP4_MOE, Q5_0, Q5_1, IQ2_XXS, IQ2_XS, IQ2_S, IQ2_M, IQ1_S, IQ1_M -> true;
            case TQ1_0, TQ2_0, Q2_K, Q2_K_S, IQ3_XXS, IQ3_S, IQ3_M, IQ3_XS, Q3_K_S, Q3_K_M, Q3_K_L -> true;
            case IQ4_NL, IQ4_XS, Q4_K_S, Q4_K_M, Q5_K_S, Q5_K_M, Q6_K, Q8_0 -> true;
        };
    }

    /// Whether llama.cpp refuses tensors of nearly every model without an importance matrix.
    public boolean needsImatrix() {
        return switch (this) {
            case IQ1_S, IQ1_M, IQ2_XXS, IQ2_XS, IQ2_S, IQ2_M, IQ3_XXS, IQ3_XS, Q2_K_S -> true;
            case Q1_0, Q2_0, Q4_0, Q4_1, MXFP4_MOE, Q5_0, Q5_1, TQ1_0, TQ2_0, Q2_K, IQ3_S, IQ3_M -> false;
            case Q3_K_S, Q3_K_M, Q3_K_L, IQ4_NL, IQ4_XS, Q4_K_S, Q4_K_M, Q5_K_S, Q5_K_M, Q6_K, Q8_0 -> false;
            case F16, BF16, F32, COPY -> false;
        };
    }

    /// By name in any case, with llama.cpp's aliases `Q3_K`, `Q4_K`, `Q5_K`.
    public static Optional<FileType> ofName(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return switch (wanted) {
            case "Q3_K" -> Optional.of(Q3_K_M);
            case "Q4_K" -> Optional.of(Q4_K_M);
            case "Q5_K" -> Optional.of(Q5_K_M);
            default -> {
                for (FileType type : values()) {
                    if (type.name().equals(wanted)) {
                        yield Optional.of(type);
                    }
                }
                yield Optional.empty();
            }
        };
    }
}
