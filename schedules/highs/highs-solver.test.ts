import { linearSolverContract } from '../linear-solver-contract.ts';
import { highsSolver } from './highs-solver.ts';

linearSolverContract('HiGHS', highsSolver);
