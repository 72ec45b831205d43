using Spectre.Console;

namespace Gateway.Commands;

/// <summary>Shows on a terminal how far a run over several files has come.</summary>
internal static class ProgressBar
{
    public static async Task OverAsync(string label, IReadOnlyList<FileInfo> files, Terminal terminal, Func<FileInfo, Task> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        if (files.Count < 2 || !console.Profile.Out.IsTerminal || Console.IsErrorRedirected)
        {
            foreach (var file in files)
                await work(file);
            return;
        }

        await console.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var bar = progress.AddTask(label, maxValue: files.Count);
            foreach (var file in files)
            {
                await work(file);
                bar.Increment(1);
            }
        });
    }
}
