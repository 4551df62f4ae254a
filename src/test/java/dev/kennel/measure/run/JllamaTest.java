package dev.kennel.measure.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JllamaTest {

    @Test
    void namesTheVersionThatIsInTheBuild() throws IOException {
        var properties = new Properties();
        try (InputStream file = getClass().getResourceAsStream("/META-INF/maven/de.kherud/llama/pom.properties")) {
            properties.load(file);
        }

        assertThat(Jllama.BUILD.version()).endsWith("jllama " + properties.getProperty("version"));
    }
}
