"""What a tape can do: its operations, and the interpreter that runs them one after the other.

`operate` is one source for both: as Python it takes arrays, compiled it takes numbers.
"""

import numpy as np
from numba import njit, types

(ADD, SUB, MUL, DIV, POW, NEG, SQRT, EXP, LOG, SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2) = range(16)
(SINH, COSH, TANH, ABS, SIGN, FLOOR, STEP, MIN, MAX) = range(16, 25)
(LESS, AT_MOST, EQUAL, NOT, WHEN, UNLESS) = range(25, 31)

F, I = types.float64, types.int64  # noqa: E741


@njit(F(I, F, F), cache=True, error_model="numpy")
def operate(op, a, b):
    """One operation. Those with one operand are given it twice; truth is 1, falsehood 0."""
    if op == ADD:
        return a + b
    if op == SUB:
        return a - b
    if op == MUL:
        return a * b
    if op == DIV:
        return a / b
    if op == POW:
        return a**b
    if op == NEG:
        return -a
    if op == SQRT:
        return np.sqrt(a)
    if op == EXP:
        return np.exp(a)
    if op == LOG:
        return np.log(a)
    if op == SIN:
        return np.sin(a)
    if op == COS:
        return np.cos(a)
    if op == TAN:
        return np.tan(a)
    if op == ASIN:
        return np.arcsin(a)
    if op == ACOS:
        return np.arccos(a)
    if op == ATAN:
        return np.arctan(a)
    if op == ATAN2:
        return np.arctan2(a, b)
    if op == SINH:
        return np.sinh(a)
    if op == COSH:
        return np.cosh(a)
    if op == TANH:
        return np.tanh(a)
    if op == ABS:
        return np.abs(a)
    if op == SIGN:
        return np.sign(a)
    if op == FLOOR:
        return np.floor(a)
    if op == STEP:
        return 0.5 + 0.5 * np.sign(a)
    if op == MIN:
        return np.minimum(a, b)
    if op == MAX:
        return np.maximum(a, b)
    if op == LESS:
        return 1.0 * (a < b)
    if op == AT_MOST:
        return 1.0 * (a <= b)
    if op == EQUAL:
        return 1.0 * (a == b)
    if op == NOT:
        return 1.0 * (a == 0.0)
    if op == WHEN:
        return np.where(a != 0.0, b, 0.0)[()]
    if op == UNLESS:
        return np.where(a != 0.0, 0.0, b)[()]
    return np.nan


@njit(types.void(I[:, ::1], F[::1], F[::1], F, F), cache=True, error_model="numpy", nogil=True)
def evaluate(ops, constants, registers, x, y):
    """Run a tape at the point (x, y): fills registers, as many as `Tape.registers` says."""
    registers[0] = x
    registers[1] = y
    first = 2 + constants.size
    for i in range(constants.size):
        registers[2 + i] = constants[i]
    for i in range(ops.shape[0]):
        registers[first + i] = operate(ops[i, 0], registers[ops[i, 1]], registers[ops[i, 2]])
