package io.avocet.tensor;

import io.avocet.error.Setting;
import io.avocet.error.UserError;
import io.avocet.run.DeviceChoice;
import io.avocet.run.Precision;
import io.avocet.run.PrecisionChoice;
import io.avocet.words.Launcher;

/**
 * A device and the precision of its matrix products, as the user's choices and this machine allow.
 */
public record Hardware(ComputeDevice device, Precision precision) {
    /**
     * Resolves the user's choices.
     *
     * @param cudaPrecision what {@code auto} means on a GPU; on a CPU it is bf16 where the hardware has it, else fp32
     * @throws UserError for a GPU that is not there, or a precision that the device does not have
     */
    public static Hardware choose(DeviceChoice device, PrecisionChoice precision, Precision cudaPrecision) {
        ComputeDevice chosen = switch (device) {
            case CPU -> ComputeDevice.CPU;
            case CUDA -> requireCuda();
            case AUTO -> ComputeDevice.cudaIsAvailable() ? ComputeDevice.CUDA : ComputeDevice.CPU;
        };
        if (chosen == ComputeDevice.CPU && precision == PrecisionChoice.FP16) {
            throw new UserError(
                    UserError.Kind.USAGE,
                    Setting.PRECISION
                            + " fp16 needs a GPU: a processor computes float16 slowly and its gradients underflow."
                            + " On a CPU use auto, bf16 or fp32.");
        }
        return new Hardware(
                chosen,
                switch (precision) {
                    case FP32 -> Precision.FP32;
                    case BF16 -> Precision.BF16;
                    case FP16 -> Precision.FP16;
                    case AUTO -> chosen == ComputeDevice.CPU ? NativeEngine.fastestCpuPrecision() : cudaPrecision;
                });
    }

    private static ComputeDevice requireCuda() {
        if (!ComputeDevice.cudaIsAvailable()) {
            throw new UserError(
                    UserError.Kind.NOT_FOUND,
                    Setting.DEVICE
                            + " cuda: no CUDA device can be used. Avocet must be built with the profile cuda, and the"
                            + " driver must show the card: '" + Launcher.command("doctor")
                            + "' says what is missing. Use " + Setting.DEVICE
                            + " cpu to"
                            + " work without it.");
        }
        return ComputeDevice.CUDA;
    }
}
