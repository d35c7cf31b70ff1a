package io.avocet.tensor;

import org.bytedeco.pytorch.SizeTPair;
import org.bytedeco.pytorch.cuda.CUDAAllocator;
import org.bytedeco.pytorch.global.torch.StatType;
import org.bytedeco.pytorch.global.torch_cuda;

/** Memory of the first CUDA device. Its own class, so that a machine without CUDA never loads the CUDA binding. */
final class CudaMemory {
    private static final byte FIRST_DEVICE = 0;

    private CudaMemory() {}

    /** The most bytes that this process's tensors held at once. */
    static long peakBytes() {
        try (TensorScope scope = new TensorScope()) {
            return allocator()
                    .getDeviceStats(FIRST_DEVICE)
                    .allocated_bytes()
                    .position(StatType.AGGREGATE.value)
                    .peak();
        }
    }

    static void resetPeak() {
        try (TensorScope scope = new TensorScope()) {
            allocator().resetPeakStats(FIRST_DEVICE);
        }
    }

    /** Bytes that no process holds. */
    static long freeBytes() {
        try (TensorScope scope = new TensorScope()) {
            SizeTPair freeAndTotal = allocator().getMemoryInfo(FIRST_DEVICE);
            return freeAndTotal.first();
        }
    }

    private static CUDAAllocator allocator() {
        return torch_cuda.getAllocator();
    }
}
