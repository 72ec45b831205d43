using Gateway.Conformance;
using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation;

namespace Gateway.Commands.Validation;

/// <summary>Validates the resources of files and says what it found.</summary>
internal sealed class ValidationFiles(AnsweredValidator validator, string? profile, bool isJson, Terminal terminal)
{
    private const string FileExtension = "http://hl7.org/fhir/StructureDefinition/operationoutcome-file";
    private static readonly string[] s_extensions = [".json", ".xml", ".ndjson"];
    private static readonly Fault s_sound = new(FaultKind.Informational, "Nothing is wrong.", "", 0, 0, true) { IsNote = true };
    private readonly ValidationTable _table = new();

    public async Task<int> RunAsync(FileSystemInfo[] sources, CancellationToken cancellation)
    {
        FileInfo[] files = [.. sources.SelectMany(Files)];
        await ProgressBar.OverAsync("Validating", files, terminal, file => ValidateAsync(file, cancellation));
        if (!isJson)
            _table.Write(terminal.Out);
        return _table.Errors == 0 ? CommandLine.Done : CommandLine.ContentFaults;
    }

    private static IEnumerable<FileInfo> Files(FileSystemInfo source) => source is DirectoryInfo folder
        ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(f => s_extensions.Contains(f.Extension.ToLowerInvariant())).OrderBy(f => f.FullName, StringComparer.Ordinal)
        : [(FileInfo)source];

    private async Task ValidateAsync(FileInfo file, CancellationToken cancellation)
    {
        if (!ContentFile.TryReadBytes(file, ReadOptions.Strict.MaxBytes, out var bytes, out var fault))
            await SayAsync(file.Name, ReadResult.Refused(fault), cancellation);
        else if (file.Extension.Equals(".ndjson", StringComparison.OrdinalIgnoreCase))
            foreach (var (number, line) in Lines(bytes))
                await SayAsync($"{file.Name}#{number}", FhirContent.Read(bytes[line]), cancellation);
        else
            await SayAsync(file.Name, FhirContent.Read(bytes), cancellation);
    }

    // Those that hold anything, with their numbers.
    private static List<(int Number, Range Line)> Lines(byte[] bytes)
    {
        var lines = new List<(int, Range)>();
        var number = 0;
        foreach (var line in bytes.AsSpan().Split((byte)'\n'))
        {
            number++;
            if (!bytes.AsSpan()[line].Trim(" \t\r"u8).IsEmpty)
                lines.Add((number, line));
        }

        return lines;
    }

    private async Task SayAsync(string name, ReadResult read, CancellationToken cancellation)
    {
        var result = read.IsRead ? await validator.ValidateAsync(read.Root, profile, cancellation) : new ValidationResult([], []);
        Fault[] faults = [.. read.Faults, .. result.Faults];
        _table.Add(name, read.IsRead ? read.Root.Type.Name : "-", faults, result.Unanswered.Count);
        if (isJson)
            terminal.Out.WriteLine(FhirJson.ToText(Outcome(name, faults)));
        else
            foreach (var fault in faults.Where(f => !f.IsNote || f.Rule == AnsweredValidator.Silent))
                terminal.Out.WriteLine($"{name}:{(fault.IsNote ? $"note: {fault}" : fault.IsWarning ? $"warning: {fault}" : fault)}{(fault.Rule.Length > 0 ? $" ({fault.Rule})" : "")}");
    }

    private static Element Outcome(string name, Fault[] faults)
    {
        var draft = OperationOutcomes.Of(faults.Length > 0 ? faults : [s_sound]).Edit();
        draft.Add("extension").AddText("url", FileExtension).AddText("valueString", name);
        return draft.Build();
    }
}
