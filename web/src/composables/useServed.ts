import { api } from '../api/client'
import { useLoaded } from './useLoaded'

export const useRecipes = () => useLoaded(api.recipes)
export const useTrainedModels = () => useLoaded(api.trainedModels)
export const useBenchmarkModels = () => useLoaded(api.benchmarkModels)
export const useBenchmarkResults = () => useLoaded(api.benchmarkResults)
export const useEvaluation = () => useLoaded(api.evaluation)
export const useDoubtfulLabels = () => useLoaded(api.doubtfulLabels)
export const useLabelCounts = () => useLoaded(api.labelCounts)
export const useLabelChanges = () => useLoaded(api.labelChanges)
export const useMailAccounts = () => useLoaded(api.mailAccounts)
export const useDataSummary = () => useLoaded(api.dataSummary)
export const useHealth = () => useLoaded(api.health)
