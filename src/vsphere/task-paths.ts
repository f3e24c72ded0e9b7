/** What is read of every task, from the first moment of a watcher on. */
export const taskPaths = ["info.state", "info.progress", "info.error", "info.result", "info.cancelable"] as const;
