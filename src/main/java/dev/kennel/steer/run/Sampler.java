package dev.kennel.steer.run;

import dev.kennel.steer.MixSampling;

/// Chooses a token by chance, the likelier ones more often.
final class Sampler {

    private final double temperature;

    /// @param temperature 0 takes the likeliest token
    Sampler(double temperature) {
        this.temperature = temperature;
    }

    /// @param draw from 0 up to, but not, 1: the same one chooses the same token
    int choose(NextToken next, double draw) {
        int likeliest = next.likeliest();
        if (temperature == 0) {
            return likeliest;
        }
        double highest = next.logProbability(likeliest);
        double sum = 0;
        for (int token = 0; token < next.size(); token++) {
            sum += weight(next, token, highest);
        }
        double left = draw * sum;
        for (int token = 0; token < next.size(); token++) {
            left -= weight(next, token, highest);
            if (left < 0) {
                return token;
            }
        }
        return likeliest;
    }

    private double weight(NextToken next, int token, double highest) {
        double below = next.logProbability(token) - highest;
        return below < Math.log(MixSampling.MIN_P) ? 0 : Math.exp(below / temperature);
    }
}
