using Gateway.Fhir;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation;

namespace Gateway.Commands.Validation;

/// <summary>Validates the resources of files and says what it found.</summary>
internal sealed class ValidationFiles(Validator validator, string? profile, bool isJson, Terminal terminal)
{
    private const string FileExtension = "http://hl7.org/fhir/StructureDefinition/operationoutcome-file";
    private static readonly string[] s_extensions = [".json", ".xml", ".ndjson"];
    private static readonly Fault s_sound = new(FaultKind.Informational, "Nothing is wrong.", "", 0, 0, true) { IsNote = true };
    private readonly ValidationTable _table = new();

    public int Run(FileSystemInfo[] sources)
    {
        FileInfo[] files = [.. sources.SelectMany(Files)];
        ProgressBar.Over("Validating", files, terminal, Validate);
        if (!isJson)
            _table.Write(terminal.Out);
        return _table.Errors == 0 ? CommandLine.Done : CommandLine.ContentFaults;
    }

    private static IEnumerable<FileInfo> Files(FileSystemInfo source) => source is DirectoryInfo folder
        ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Where(f => s_extensions.Contains(f.Extension.ToLowerInvariant())).OrderBy(f => f.FullName, StringComparer.Ordinal)
        : [(FileInfo)source];

    private void Validate(FileInfo file)
    {
        if (!ContentFile.TryReadBytes(file, ReadOptions.Strict.MaxBytes, out var bytes, out var fault))
            Say(file.Name, ReadResult.Refused(fault));
        else if (file.Extension.Equals(".ndjson", StringComparison.OrdinalIgnoreCase))
            ValidateLines(file, bytes);
        else
            Say(file.Name, FhirContent.Read(bytes));
    }

    private void ValidateLines(FileInfo file, byte[] bytes)
    {
        var number = 0;
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            number++;
            var line = bytes.AsSpan()[range];
            if (!line.Trim(" \t\r"u8).IsEmpty)
                Say($"{file.Name}#{number}", FhirContent.Read(line.ToArray()));
        }
    }

    private void Say(string name, ReadResult read)
    {
        var result = read.IsRead ? validator.Validate(read.Root, profile) : new ValidationResult([], []);
        Fault[] faults = [.. read.Faults, .. result.Faults];
        _table.Add(name, read.IsRead ? read.Root.Type.Name : "-", faults, result.Unanswered.Count);
        if (isJson)
            terminal.Out.WriteLine(FhirJson.ToText(Outcome(name, faults)));
        else
            foreach (var fault in faults.Where(f => !f.IsNote))
                terminal.Out.WriteLine($"{name}:{(fault.IsWarning ? $"warning: {fault}" : fault)}{(fault.Rule.Length > 0 ? $" ({fault.Rule})" : "")}");
    }

    private static Element Outcome(string name, Fault[] faults)
    {
        var draft = OperationOutcomes.Of(faults.Length > 0 ? faults : [s_sound]).Edit();
        draft.Add("extension").AddText("url", FileExtension).AddText("valueString", name);
        return draft.Build();
    }
}
