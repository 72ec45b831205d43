using System.Text;
using Gateway.Commands;

// UTF-8 whatever the console's own encoding is; buffered, for results of many lines.
using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 64 * 1024);
using var error = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };
return CommandLine.Run(args, new Terminal(output, error));
