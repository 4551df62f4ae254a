package dev.kennel.mixer;

import java.util.Map;
import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedHashMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MixLinkTest {

    private static final MixTarget TARGET =
            Targets.target("file", Targets.slider("hedging", 1), Targets.slider("creativity", 1));

    @Test
    void aLinkHoldsWhatIsNotAsItIsAtTheBeginning() {
        var form = new MixForm("Why & how?", Map.of("hedging", -0.75), 40, 0.5, 7, Optional.empty());

        assertThat(MixLink.of("owner/name", "other/repo/Q4_K_M", form))
                .isEqualTo("/mixer/owner/name/other/repo/Q4_K_M?hedging=-0.75&question=Why+%26+how%3F&tokens=40"
                        + "&temperature=0.5&seed=7");
        assertThat(MixLink.of("owner/name", "base", new MixForm("", Map.of(), 300, 0, 1, Optional.empty())))
                .isEqualTo("/mixer/owner/name/base");
    }

    @Test
    void aFormIsFilledFromItsLink() {
        var fields = new MultivaluedHashMap<String, String>();
        fields.putSingle("hedging", "-0.75");
        fields.putSingle("creativity", "0");
        fields.putSingle("question", "Why?");
        fields.putSingle("tokens", "40");

        MixForm form = MixLink.form(fields, TARGET);

        assertThat(form).isEqualTo(new MixForm("Why?", Map.of("hedging", -0.75), 40, 0, 1, Optional.empty()));
    }

    @Test
    void whatIsNoNumberIsLeftOutAndWhatIsTooFarStaysForTheOneWhoAsks() {
        var fields = new MultivaluedHashMap<String, String>();
        fields.putSingle("hedging", "much");
        fields.putSingle("creativity", "-1e9");
        fields.putSingle("tokens", "NaN");
        fields.putSingle("mood", "1");

        MixForm form = MixLink.form(fields, TARGET);

        assertThat(form).isEqualTo(new MixForm("", Map.of("creativity", -1e9), 300, 0, 1, Optional.empty()));
    }
}
