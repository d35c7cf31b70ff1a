package io.avocet.tensor;

import io.avocet.run.Precision;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Operator;
import org.bytedeco.pytorch.OperatorVector;
import org.bytedeco.pytorch.Symbol;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * bfloat16 products on a CPU with a weight in oneDNN's own order. oneDNN otherwise brings the weight into that
 * order for every product, which for one short text takes a third of the product's time. The results differ by
 * the last bit at most.
 */
public final class PackedLinear {
    private static final int SCALARS_ARGUMENT = 4;

    private PackedLinear() {}

    /** The operators and the arguments that are always the same, found once. */
    private static final class Operators {
        static final @Nullable Operator LINEAR = find("mkldnn::_linear_pointwise");
        static final @Nullable Operator REORDER = find("mkldnn::_reorder_linear_weight");
        static final IValue NOTHING = keep(IValue::new);
        static final IValue NO_ACTIVATION = keep(() -> new IValue("none"));
        static final IValue GELU = keep(() -> new IValue("gelu"));
        static final IValue EXACTLY = keep(() -> new IValue("none"));
        static final IValue NO_SCALARS = LINEAR == null ? NOTHING : keep(() -> noScalars(LINEAR));

        private static @Nullable Operator find(String name) {
            OperatorVector found = torch.getAllOperatorsFor(Symbol.fromQualString(name));
            return found.empty() ? null : keep(() -> found.get(0));
        }

        /** An empty list of the type that the operator's own schema asks for. */
        private static IValue noScalars(Operator operator) {
            Type.TypePtr element = operator.schema()
                    .arguments()
                    .getPointer(SCALARS_ARGUMENT)
                    .type()
                    .get()
                    .containedType(0);
            return new IValue(new GenericList(element));
        }

        private static <T extends Pointer> T keep(Supplier<T> constant) {
            try (TensorScope scope = new TensorScope()) {
                return scope.keep(constant.get());
            }
        }
    }

    /** Whether this build of libtorch and this processor have it. */
    public static boolean isAvailable() {
        return NativeEngine.fastestCpuPrecision() == Precision.BF16 && Operators.LINEAR != null;
    }

    /**
     * The weight in oneDNN's order; {@link #apply} alone reads it.
     *
     * @param weight (out, in) bfloat16 on the CPU
     */
    public static Tensor pack(Tensor weight) {
        return call(Objects.requireNonNull(Operators.REORDER), new IValue(weight), Operators.NOTHING); // for any batch
    }

    public static boolean isPacked(Tensor weight) {
        return weight.is_mkldnn();
    }

    /** (…, in) bfloat16 to (…, out) bfloat16. */
    public static Tensor apply(Tensor x, Tensor packedWeight, @Nullable Tensor bias) {
        return linear(x, packedWeight, bias, Operators.NO_ACTIVATION, Operators.NOTHING);
    }

    /** The same with a GELU behind it, which here sees the sums before they are rounded to bfloat16. */
    public static Tensor applyGelu(Tensor x, Tensor packedWeight, @Nullable Tensor bias) {
        return linear(x, packedWeight, bias, Operators.GELU, Operators.EXACTLY);
    }

    private static Tensor linear(
            Tensor x, Tensor packedWeight, @Nullable Tensor bias, IValue activation, IValue algorithm) {
        return call(
                Objects.requireNonNull(Operators.LINEAR),
                new IValue(x),
                new IValue(packedWeight),
                bias == null ? Operators.NOTHING : new IValue(Tensors.to(bias, ScalarType.BFloat16)),
                activation,
                Operators.NO_SCALARS,
                algorithm);
    }

    private static Tensor call(Operator operator, IValue... arguments) {
        IValueVector stack = new IValueVector(arguments);
        operator.getOperation().apply(stack);
        return new Tensor(stack.get(0).toTensor()); // the stack's own is gone with the stack
    }
}
