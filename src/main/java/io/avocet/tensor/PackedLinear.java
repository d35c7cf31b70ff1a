package io.avocet.tensor;

import io.avocet.run.Precision;
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

/**
 * bfloat16 products on a CPU with a weight that lies in oneDNN's own order. oneDNN otherwise brings the weight into that
 * order for every product, which for one short text takes a third of the product's time. The results are the same to the bit.
 */
public final class PackedLinear {
    private static final int SCALARS_ARGUMENT = 4;

    private PackedLinear() {}

    /** Whether this build of libtorch and this processor have it. */
    public static boolean isAvailable() {
        return NativeEngine.fastestCpuPrecision() == Precision.BF16
                && operators("mkldnn::_linear_pointwise").size() > 0;
    }

    /**
     * The weight in oneDNN's order; {@link #apply} alone reads it.
     *
     * @param weight (out, in) bfloat16 on the CPU
     */
    public static Tensor pack(Tensor weight) {
        IValueVector stack = new IValueVector();
        stack.push_back(new IValue(weight));
        stack.push_back(new IValue()); // for batches of any size
        return call(operators("mkldnn::_reorder_linear_weight").get(0), stack);
    }

    public static boolean isPacked(Tensor weight) {
        return weight.is_mkldnn();
    }

    /** (…, in) bfloat16 to (…, out) bfloat16. */
    public static Tensor apply(Tensor x, Tensor packedWeight, Tensor bias) {
        Operator operator = operators("mkldnn::_linear_pointwise").get(0);
        Type.TypePtr scalarType = operator.schema()
                .arguments()
                .getPointer(SCALARS_ARGUMENT)
                .type()
                .get()
                .containedType(0);
        IValueVector stack = new IValueVector();
        stack.push_back(new IValue(x));
        stack.push_back(new IValue(packedWeight));
        stack.push_back(new IValue(Tensors.to(bias, ScalarType.BFloat16)));
        stack.push_back(new IValue("none"));
        stack.push_back(new IValue(new GenericList(scalarType)));
        stack.push_back(new IValue());
        return call(operator, stack);
    }

    private static OperatorVector operators(String name) {
        return torch.getAllOperatorsFor(Symbol.fromQualString(name));
    }

    private static Tensor call(Operator operator, IValueVector stack) {
        operator.getOperation().apply(stack);
        return new Tensor(stack.get(0).toTensor()); // the stack's own is gone with the stack
    }
}
