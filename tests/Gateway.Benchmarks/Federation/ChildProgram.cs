using System.Diagnostics;

namespace Gateway.Benchmarks.Federation;

/// <summary>A program of its own, so that its processor time and memory are its own. It says where it answers on its first line.</summary>
internal sealed class ChildProgram : IDisposable
{
    private readonly Process _process;

    private ChildProgram(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan Used
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The bytes that it holds in memory.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <param name="assembly">The program.</param>
    /// <param name="arguments">What it is told.</param>
    /// <returns>The program once it answers.</returns>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public static async Task<ChildProgram> StartAsync(string assembly, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        var said = new List<string>();
        process.ErrorDataReceived += (_, line) => said.Add(line.Data ?? "");
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal) is >= 0 and var at)
            {
                // What it says from now on is read, so that it need not wait, and not kept.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new ChildProgram(process, new Uri(line[at..]));
            }

            said.Add(line);
        }

        throw new InvalidOperationException($"{assembly} did not start: {string.Join(Environment.NewLine, said)}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
