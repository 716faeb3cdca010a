import { linearSolverContract } from '../testing/linear-solver-contract.ts';
import { highsSolver } from './highs-solver.ts';

linearSolverContract('HiGHS', highsSolver);
