using Gateway.Commands;

namespace Gateway.Tests.Commands;

/// <summary>One run of the command line, as a shell would see it.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public string[] Lines => Out.TrimEnd('\n').Split('\n');

    public static CommandRun Of(params string[] args)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var code = CommandLine.Run(args, new Terminal(output, error));
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}
