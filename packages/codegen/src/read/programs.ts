import { dirname } from 'node:path';
import ts from '../../compiler.cjs';
import { type Diagnostic, diagnosticOf } from '../diagnostic.js';
import { Project, type SourceProgram } from './project.js';
import { readSettings } from './project-settings.js';

/** Where the sources and their settings come from. */
export interface ProgramInput {
  /** Absolute paths of the source files. */
  readonly files: readonly string[];
  /** Absolute path of the tsconfig; without it the nearest one above each file is used, and strict settings where there is none. */
  readonly project: string | undefined;
}

/** The files that are read with one tsconfig. */
export interface ProgramGroup {
  readonly source: SourceProgram;
  readonly files: readonly string[];
}

/** Programs over the user's files, kept so that a later look at them reads only what has changed. */
export class Programs {
  readonly #projects: Map<string, OpenProject> = new Map();

  /** One program per tsconfig, with the files that it is for. What is wrong with files or settings is reported. */
  open({ files, project }: ProgramInput, diagnostics: Diagnostic[]): readonly ProgramGroup[] {
    const byConfig = new Map<string, string[]>();
    for (const file of files) {
      if (!ts.sys.fileExists(file)) {
        diagnostics.push(
          diagnosticOf(file, {
            code: 'FC1001',
            message: 'There is no such file.',
            hint: 'Give the path of a TypeScript file, relative to the current directory.',
          }),
        );
        continue;
      }
      const config = project ?? ts.findConfigFile(dirname(file), ts.sys.fileExists) ?? '';
      const group = byConfig.get(config);
      if (group === undefined) byConfig.set(config, [file]);
      else group.push(file);
    }
    return [...byConfig].map(([config, group]) => ({
      source: this.#open(config, group, diagnostics),
      files: group,
    }));
  }

  /** The user's own files that were read, which is what a change can come from. */
  get files(): readonly string[] {
    const all = [...this.#projects.values()].flatMap(({ project }) => project.files);
    return [...new Set(all)].filter((file) => !file.includes('/node_modules/'));
  }

  /** Forgets what it knows of files that have changed. */
  refresh(changed: readonly string[]): void {
    for (const [config, { project }] of this.#projects) {
      if (changed.some((file) => project.settings.includes(file))) this.#projects.delete(config);
      else project.forget(changed);
    }
  }

  #open(config: string, files: readonly string[], diagnostics: Diagnostic[]): SourceProgram {
    const { project, faults } = this.#projects.get(config) ?? openProject(config);
    this.#projects.set(config, { project, faults });
    diagnostics.push(...faults);
    return project.open(files);
  }
}

interface OpenProject {
  readonly project: Project;
  /** What is wrong with its settings, to be said each time. */
  readonly faults: readonly Diagnostic[];
}

function openProject(config: string): OpenProject {
  const faults: Diagnostic[] = [];
  return { project: new Project(readSettings(config, faults)), faults };
}
