using System.Text;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Records.Csv;

/// <summary>What the columns of a file are in the model.</summary>
internal sealed class CsvHeader
{
    private const int LongestName = 64;

    private CsvHeader(ElementDefinition?[] columns, IReadOnlyList<string> unmapped, IReadOnlyList<(string Message, int Column)> faults)
    {
        Columns = columns;
        Unmapped = unmapped;
        Faults = faults;
    }

    /// <summary>The element of each column; null for those that the model does not have.</summary>
    public ElementDefinition?[] Columns { get; }

    public IReadOnlyList<string> Unmapped { get; }

    /// <summary>What keeps the file from being read, each with the number of the column, or -1.</summary>
    public IReadOnlyList<(string Message, int Column)> Faults { get; }

    public static CsvHeader Of(IReadOnlyList<string> names, TypeDefinition model, RecordOptions options)
    {
        var columns = new ElementDefinition?[names.Count];
        var faults = new List<(string, int)>();
        var unmapped = new List<string>();
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i].Trim();
            columns[i] = model.Index.FindPlain(Encoding.UTF8.GetBytes(name)) is { } found && (found.IsChoice || found.Type.IsPrimitive) ? found : null;
            if (columns[i] is null && name.Length > 0 && unmapped.Count < options.MaxUnmapped)
                unmapped.Add($"{model.Name}.{Shown(name)}");
            if (columns[i] is { } column && Array.IndexOf(columns, column) < i)
                faults.Add(($"The column {column.Name} stands twice in the header.", i));
        }

        if (columns.All(c => c is null))
            return new CsvHeader(columns, [], [($"The first line must be a header: it names no column of {model.Name}.", -1)]);
        foreach (var required in model.Index.Required)
            if (!columns.Contains(required))
                faults.Add(($"The header lacks the column {required.Name}, which is required.", -1));
        return new CsvHeader(columns, [.. unmapped.Distinct()], faults);
    }

    private static string Shown(string name) => name.Length <= LongestName && !name.Any(char.IsControl) ? name : "?";
}
