export { BackupError, type Manifest } from './format';
export { restoreBackup } from './restore-backup';
export { writeBackup } from './write-backup';
