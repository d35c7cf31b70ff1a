package io.avocet.tensor;

import io.avocet.run.Precision;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Where tensors live and operators run. */
public enum ComputeDevice {
    CPU("cpu"),
    CUDA("cuda");

    private final String id;

    ComputeDevice(String id) {
        this.id = id;
    }

    /** The name in options, logs and {@code training_info.json}. */
    public String id() {
        return id;
    }

    public static boolean cudaIsAvailable() {
        NativeEngine.start();
        return torch.cuda_is_available();
    }

    Device device() {
        return new Device(id);
    }

    /** Options of a new tensor on this device. */
    public TensorOptions options(ScalarType type) {
        return new TensorOptions(type).device(new org.bytedeco.pytorch.DeviceOptional(device()));
    }

    /** libtorch's name of a precision's number format. */
    public static ScalarType scalarType(Precision precision) {
        return switch (precision) {
            case FP32 -> ScalarType.Float;
            case BF16 -> ScalarType.BFloat16;
            case FP16 -> ScalarType.Half;
        };
    }
}
