using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Paths;
using Gateway.Fhir.Paths.Values;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Paths;

/// <summary>What an expression gives, as short text: <c>1, 2</c>; <c>{}</c> for nothing; <c>! Execution</c> for a fault.</summary>
internal static class Answer
{
    public static Element Patient { get; } = FhirJson.Read(SmallExample.Utf8).Root;

    public static Element Nothing { get; } = ElementDraft.New(DefinitionSet.R4.FindType("Basic")!).Build();

    public static string Of(string expression) => Of(expression, Nothing);

    public static string Of(string expression, Element on, PathEnvironment? environment = null, PathOptions? options = null)
    {
        var compiled = CompiledPath.Compile(expression, options);
        return compiled.Path is { } path ? Text(path.Evaluate(on, environment)) : $"! {compiled.Fault!.Kind}";
    }

    public static string Text(PathResult result) => result.Fault is { } fault ? $"! {fault.Kind}"
        : result.Values.Count == 0 ? "{}"
        : string.Join(", ", result.Values.Select(v => v.Kind == PathKind.TypeInfo ? $"{v.TypeInfo.Namespace}.{v.TypeInfo.Name}" : v.ToString()));

    public static Element Read(string json) => FhirJson.Read(System.Text.Encoding.UTF8.GetBytes(json)) is { IsRead: true } read ? read.Root
        : throw new ArgumentException("The test's own resource cannot be read.", nameof(json));
}
