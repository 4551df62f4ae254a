package dev.kennel.quantize.simd.kernel;

import java.nio.FloatBuffer;

import jdk.incubator.vector.FloatVector;

import dev.kennel.quantize.simd.lane.Lanes;
import dev.kennel.quantize.simd.lane.Sums;

import static dev.kennel.quantize.simd.lane.Lanes.COUNT;
import static dev.kennel.quantize.simd.lane.Lanes.floats;

/// How the groups of a Q2_K, Q4_K or Q5_K super-block weigh their weights, and how their scales are
/// quantized: the part in which the algorithms with and without importance weights differ.
sealed interface AffineGroups {

    void start(FloatBuffer importance);

    /// @param first the tile's first block, counted over rows
    /// @return the weights' weights, in lane layout
    float[] weights(float[] x, int first);

    void quantize(float[] scales, int[] levels, float[] scale);

    /// Weights a weight by its magnitude.
    final class ByMagnitude implements AffineGroups {

        private final int groupSize;
        private final int groups;
        private final int topScale;
        private final boolean aboveMean;
        private final float[] w = new float[AffineSuperKernel.SIZE * COUNT];

        /// @param aboveMean whether the root of the group's mean square is added
        ByMagnitude(int groupSize, int topScale, boolean aboveMean) {
            this.groupSize = groupSize;
            this.groups = AffineSuperKernel.SIZE / groupSize;
            this.topScale = topScale;
            this.aboveMean = aboveMean;
        }

        @Override
        public void start(FloatBuffer importance) {}

        @Override
        public float[] weights(float[] x, int first) {
            for (int group = 0; group < groups; group++) {
                weigh(x, group * groupSize);
            }
            return w;
        }

        private void weigh(float[] x, int from) {
            FloatVector base = aboveMean
                    ? Sums.ofSquares(x, from, groupSize).div(groupSize).sqrt()
                    : Lanes.constant(0f);
            for (int i = from; i < from + groupSize; i++) {
                base.add(floats(x, i).abs()).intoArray(w, i * COUNT);
            }
        }

        @Override
        public void quantize(float[] scales, int[] levels, float[] scale) {
            AffineScales.quantize(scales, groups, topScale, levels, scale);
        }
    }

    /// Weights a weight by its importance and its size against the super-block's variance.
    final class ByImportance implements AffineGroups {

        private final int groupSize;
        private final int groups;
        private final float variances;
        private final Weighting weighting = new Weighting(AffineSuperKernel.SIZE);
        private final ScaleSearch search;
        private final float[] variance = new float[COUNT];
        private final float[] groupWeights;

        /// @param variances how often the variance is taken
        ByImportance(int groupSize, int topScale, float variances) {
            this.groupSize = groupSize;
            this.groups = AffineSuperKernel.SIZE / groupSize;
            this.variances = variances;
            this.search = new ScaleSearch(groups, topScale);
            this.groupWeights = new float[groups * COUNT];
        }

        @Override
        public void start(FloatBuffer importance) {
            weighting.start(importance);
        }

        @Override
        public float[] weights(float[] x, int first) {
            Sums.ofSquares(x, 0, AffineSuperKernel.SIZE)
                    .mul(variances)
                    .div(AffineSuperKernel.SIZE)
                    .intoArray(variance, 0);
            weighting.load(first);
            weighting.scale(x, variance);
            for (int group = 0; group < groups; group++) {
                Sums.of(weighting.w, group * groupSize, groupSize).intoArray(groupWeights, group * COUNT);
            }
            return weighting.w;
        }

        @Override
        public void quantize(float[] scales, int[] levels, float[] scale) {
            search.run(scales, groupWeights, 0, levels, scale);
        }
    }
}
