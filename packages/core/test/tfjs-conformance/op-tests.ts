// The tests of tfjs-core that are run: those of the operations that training and predicting may reach. To add one, see
// `dist/ops/*_test.js` in tfjs-core.

import './jasmine.ts'; // before all others, which take their globals from it
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';

// Products
import '@tensorflow/tfjs-core/dist/ops/mat_mul_test';
import '@tensorflow/tfjs-core/dist/ops/fused/fused_mat_mul_test';
import '@tensorflow/tfjs-core/dist/ops/basic_lstm_cell_test';
import '@tensorflow/tfjs-core/dist/ops/confusion_matrix_test';
import '@tensorflow/tfjs-core/dist/ops/linalg/gram_schmidt_test';
import '@tensorflow/tfjs-core/dist/ops/linalg/qr_test';
import '@tensorflow/tfjs-core/dist/ops/multi_rnn_cell_test';

// Arithmetic
import '@tensorflow/tfjs-core/dist/ops/add_test';
import '@tensorflow/tfjs-core/dist/ops/add_n_test';
import '@tensorflow/tfjs-core/dist/ops/arithmetic_test'; // div, mul, pow and others
import '@tensorflow/tfjs-core/dist/ops/binary_ops_test'; // maximum, minimum, mod, atan2, squaredDifference, prelu
import '@tensorflow/tfjs-core/dist/ops/floordiv_test';
import '@tensorflow/tfjs-core/dist/ops/neg_test';
import '@tensorflow/tfjs-core/dist/ops/sub_test';

// Element by element
import '@tensorflow/tfjs-core/dist/ops/abs_test';
import '@tensorflow/tfjs-core/dist/ops/clip_by_value_test';
import '@tensorflow/tfjs-core/dist/ops/erf_test';
import '@tensorflow/tfjs-core/dist/ops/exp_test';
import '@tensorflow/tfjs-core/dist/ops/expm1_test';
import '@tensorflow/tfjs-core/dist/ops/log_test';
import '@tensorflow/tfjs-core/dist/ops/log1p_test';
import '@tensorflow/tfjs-core/dist/ops/reciprocal_test';
import '@tensorflow/tfjs-core/dist/ops/round_test';
import '@tensorflow/tfjs-core/dist/ops/rsqrt_test';
import '@tensorflow/tfjs-core/dist/ops/sign_test';
import '@tensorflow/tfjs-core/dist/ops/sqrt_test';
import '@tensorflow/tfjs-core/dist/ops/square_test';

// Activations
import '@tensorflow/tfjs-core/dist/ops/elu_test';
import '@tensorflow/tfjs-core/dist/ops/leaky_relu_test';
import '@tensorflow/tfjs-core/dist/ops/log_sigmoid_test';
import '@tensorflow/tfjs-core/dist/ops/log_softmax_test';
import '@tensorflow/tfjs-core/dist/ops/relu_test';
import '@tensorflow/tfjs-core/dist/ops/relu6_test';
import '@tensorflow/tfjs-core/dist/ops/selu_test';
import '@tensorflow/tfjs-core/dist/ops/sigmoid_test';
import '@tensorflow/tfjs-core/dist/ops/softmax_test';
import '@tensorflow/tfjs-core/dist/ops/softplus_test';
import '@tensorflow/tfjs-core/dist/ops/step_test';
import '@tensorflow/tfjs-core/dist/ops/tanh_test';

// Reductions
import '@tensorflow/tfjs-core/dist/ops/arg_max_test';
import '@tensorflow/tfjs-core/dist/ops/log_sum_exp_test';
import '@tensorflow/tfjs-core/dist/ops/max_test';
import '@tensorflow/tfjs-core/dist/ops/mean_test';
import '@tensorflow/tfjs-core/dist/ops/min_test';
import '@tensorflow/tfjs-core/dist/ops/moments_test';
import '@tensorflow/tfjs-core/dist/ops/norm_test';
import '@tensorflow/tfjs-core/dist/ops/prod_test';
import '@tensorflow/tfjs-core/dist/ops/sum_test';

// Comparisons and choices
import '@tensorflow/tfjs-core/dist/ops/equal_test';
import '@tensorflow/tfjs-core/dist/ops/greater_test';
import '@tensorflow/tfjs-core/dist/ops/greater_equal_test';
import '@tensorflow/tfjs-core/dist/ops/less_test';
import '@tensorflow/tfjs-core/dist/ops/where_test';

// Shapes and copies
import '@tensorflow/tfjs-core/dist/ops/broadcast_to_test';
import '@tensorflow/tfjs-core/dist/ops/clone_test';
import '@tensorflow/tfjs-core/dist/ops/concat_test';
import '@tensorflow/tfjs-core/dist/ops/gather_test';
import '@tensorflow/tfjs-core/dist/ops/one_hot_test';
import '@tensorflow/tfjs-core/dist/ops/slice_test';
import '@tensorflow/tfjs-core/dist/ops/tile_test';
import '@tensorflow/tfjs-core/dist/ops/transpose_test';

// What layers and losses are made of
import '@tensorflow/tfjs-core/dist/ops/batchnorm_test';
import '@tensorflow/tfjs-core/dist/ops/dropout_test';
import '@tensorflow/tfjs-core/dist/ops/losses/absolute_difference_test';
import '@tensorflow/tfjs-core/dist/ops/losses/huber_loss_test';
import '@tensorflow/tfjs-core/dist/ops/losses/log_loss_test';
import '@tensorflow/tfjs-core/dist/ops/losses/mean_squared_error_test';
import '@tensorflow/tfjs-core/dist/ops/losses/sigmoid_cross_entropy_test';
import '@tensorflow/tfjs-core/dist/ops/losses/softmax_cross_entropy_test';
