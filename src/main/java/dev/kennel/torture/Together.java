package dev.kennel.torture;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Several scenes at once; the last one decides on the moment.
record Together(List<Scene> scenes) implements Scene {

    @Override
    public String title() {
        return scenes.stream().map(Scene::title).collect(Collectors.joining("; "));
    }

    @Override
    public void begin(ServerProcess server) throws IOException, InterruptedException {
        for (Scene scene : scenes) {
            scene.begin(server);
        }
    }

    @Override
    public void finish(Client client, Instant killed) throws IOException, InterruptedException {
        for (Scene scene : scenes) {
            scene.finish(client, killed);
        }
    }
}
