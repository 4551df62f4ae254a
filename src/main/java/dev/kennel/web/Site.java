package dev.kennel.web;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import dev.kennel.quantize.EncodingVersion;

/// What every page says of the server it comes from.
@Named("site")
@ApplicationScoped
public class Site {

    private static final List<String> STYLE_SHEETS =
            List.of("base", "layout", "controls", "tables", "catalog", "model", "quant", "jobs", "measure", "mixer");

    private final String node;
    private final String version;

    Site(
            @ConfigProperty(name = "kennel.jobs.node", defaultValue = "${HOSTNAME:localhost}") String node,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "unknown") String version) {
        this.node = node;
        this.version = version.replace("-SNAPSHOT", "");
    }

    public String getNode() {
        return node;
    }

    public String getVersion() {
        return version;
    }

    /// "llama.cpp v0.5.0".
    public String getLlamaCpp() {
        return EncodingVersion.CURRENT.replace('-', ' ');
    }

    /// Names of the style sheets under `/assets`, in their order.
    public List<String> getStyleSheets() {
        return STYLE_SHEETS;
    }
}
