package io.avocet.tensor;

import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Operator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/** The operator {@code aten::_fused_adamw_}, which the Java binding gives no method: all tensors in one pass over memory. */
public final class FusedAdamW {
    private static final String SCHEMA = "aten::_fused_adamw_(Tensor(a!)[] self, Tensor(b!)[] grads, "
            + "Tensor(c!)[] exp_avgs, Tensor(d!)[] exp_avg_sqs, Tensor(e!)[] max_exp_avg_sqs, Tensor[] state_steps, *, "
            + "float lr, float beta1, float beta2, float weight_decay, float eps, bool amsgrad, bool maximize, "
            + "Tensor? grad_scale=None, Tensor? found_inf=None) -> ()";
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double WEIGHT_DECAY = 0;

    private FusedAdamW() {}

    /**
     * Updates the parameters in place.
     *
     * @param steps (1) updates so far, this one included, of every parameter
     * @param gradientDivisor what the gradients are divided by first, a scalar
     * @param overflow a scalar; if it is 1, nothing is changed
     */
    public static void step(
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<Tensor> firstMoments,
            List<Tensor> secondMoments,
            Tensor steps,
            double learningRate,
            Tensor gradientDivisor,
            Tensor overflow) {
        Operator operator = torch.getOperatorForLiteral(SCHEMA);
        // "Tensor" as the schema itself has it: the element type of its first argument.
        Type.TypePtr tensorType = operator.schema().arguments().type().get().containedType(0);
        IValueVector stack = new IValueVector();
        stack.push_back(list(tensorType, parameters));
        stack.push_back(list(tensorType, gradients));
        stack.push_back(list(tensorType, firstMoments));
        stack.push_back(list(tensorType, secondMoments));
        stack.push_back(list(tensorType, List.of()));
        stack.push_back(list(tensorType, Collections.nCopies(parameters.size(), steps)));
        for (double number : new double[] {learningRate, BETA_1, BETA_2, WEIGHT_DECAY, EPSILON}) {
            stack.push_back(new IValue(number));
        }
        stack.push_back(new IValue(false));
        stack.push_back(new IValue(false));
        stack.push_back(new IValue(gradientDivisor));
        stack.push_back(new IValue(overflow));
        operator.getOperation().apply(stack);
    }

    private static IValue list(Type.TypePtr elementType, List<Tensor> tensors) {
        GenericList list = new GenericList(elementType);
        tensors.forEach(tensor -> list.push_back(new IValue(tensor)));
        return new IValue(list);
    }
}
